import { join } from 'node:path'
import { build } from 'vite'
import { root } from '../../../scripts/ensure.mjs'
import { serveFolder } from '../serve-folder.ts'

/** The page of plain JsSIP that ours is measured against, built into this folder and served from there. */
export async function buildBarePage(outDir: string): Promise<{ url: string; close(): Promise<void> }> {
  await build({
    configFile: false,
    logLevel: 'error',
    root: join(root, 'test/bench/bare-page'),
    build: { outDir, emptyOutDir: true },
  })
  return serveFolder(outDir)
}
