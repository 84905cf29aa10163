import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

/** What browsers get of the demo: the pages' script and style, and the studio. */
export default defineConfig({
  root: here('.'),
  publicDir: here('public'),
  build: {
    outDir: here('../dist/demo'),
    emptyOutDir: true,
    target: 'es2022',
    // Else light-dark() is rewritten to follow the system, and the pages' own switch does nothing.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    modulePreload: false,
    // The studio has every language in it; it is opened from this computer.
    chunkSizeWarningLimit: 700,
    rollupOptions: {
      input: { page: here('browser/page.ts'), style: here('browser/style.css'), studio: here('studio.html') },
      output: { entryFileNames: '[name].js', chunkFileNames: '[name].js', assetFileNames: '[name][extname]' },
    },
  },
})
