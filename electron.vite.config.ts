import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'

const at = (path: string) => resolve(import.meta.dirname, path)

/** Three bundles in `out/`: the Electron main process (with the threads of demo city and checkpoints), one preload, two pages. */
export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      rollupOptions: {
        input: {
          electron: at('src/main/hosts/electron/main.ts'),
          'demo-city': at('src/demo/city.ts'),
          'checkpoint-thread': at('src/main/db/checkpoint-thread.ts'),
        },
        output: { format: 'es', entryFileNames: '[name].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      externalizeDeps: false,
      rollupOptions: {
        input: { preload: at('src/preload/preload.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: at('src/renderer'),
    plugins: [react()],
    build: {
      outDir: at('out/renderer'),
      emptyOutDir: true,
      // electron-vite leaves pages as they are written; half the size is half the time to read them.
      minify: true,
      cssMinify: true,
      rollupOptions: { input: { desk: at('src/renderer/desk.html'), voice: at('src/renderer/voice.html') } },
    },
  },
})
