/**
 * One window of a browser, in a process of its own: it is always in front, has the focus, and its timers keep
 * their time, whatever other windows do.
 */
export interface Window {
  /** Resolves when the page is loaded. */
  open(url: string): Promise<void>
  url(): Promise<string>
  /** What the body of a function returns, as JSON can have it, run in the page. */
  run<T>(body: string): Promise<T>
  /** Keys as somebody presses them, one after the other: a character, or a name as in `KeyboardEvent.key`. */
  press(keys: string[]): Promise<void>
  /** The left button of the mouse, at a place of what is seen of the page, in CSS pixels. */
  click(x: number, y: number): Promise<void>
  close(): Promise<void>
}
