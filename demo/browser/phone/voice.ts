/** Reading speed for those who hear nothing: about fifteen characters a second. */
const readingMs = (text: string): number => 700 + text.length * 65

export interface Voice {
  /** Speaks, or waits as long as reading takes. Resolves when it is over. */
  speak(text: string, language: string | null): Promise<void>
  /** Ends what is being spoken. */
  stop(): void
  isOn(): boolean
  setOn(on: boolean): void
  /** Whether this browser could speak a language at all. */
  can(language: string | null): boolean
}

/** Speaks aloud where the browser has a voice for the language; the choice of silence is kept. */
export function createVoice(): Voice {
  const synthesis = 'speechSynthesis' in globalThis ? speechSynthesis : null
  let on = localStorage.getItem('phone-sound') !== 'off'
  let finish = (): void => {}

  const voiceFor = (language: string): SpeechSynthesisVoice | undefined => {
    const primary = language.toLowerCase().split('-', 1)[0]
    return synthesis?.getVoices().find(voice => voice.lang.toLowerCase().split(/[-_]/, 1)[0] === primary)
  }
  // The first question only starts the loading of the voices.
  synthesis?.getVoices()

  function stop(): void {
    finish()
    synthesis?.cancel()
  }

  return {
    stop,
    isOn: () => on,
    setOn(next) {
      on = next
      localStorage.setItem('phone-sound', on ? 'on' : 'off')
      if (!on) synthesis?.cancel()
    },
    can: language => language !== null && voiceFor(language) !== undefined,

    speak(text, language) {
      stop()
      return new Promise(resolve => {
        const timers: ReturnType<typeof setTimeout>[] = []
        const done = (): void => {
          for (const timer of timers) clearTimeout(timer)
          resolve()
        }
        finish = done
        const voice = on && language !== null ? voiceFor(language) : undefined
        if (!synthesis || !voice || language === null) {
          timers.push(setTimeout(done, readingMs(text)))
          return
        }
        const utterance = new SpeechSynthesisUtterance(text)
        utterance.lang = language
        utterance.voice = voice
        utterance.rate = 0.95
        utterance.onend = done
        // Some browsers say nothing before the first tap, and do not say so either.
        utterance.onerror = () => timers.push(setTimeout(done, readingMs(text)))
        timers.push(setTimeout(done, 3 * readingMs(text)))
        synthesis.speak(utterance)
      })
    },
  }
}
