import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The folder of a benchmark's desk; `city` is where the demo of that city keeps its cache. */
export function temporaryProfile(): { folder: string; cache: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'ventanilla-bench-'))
  return {
    folder,
    cache: join(folder, 'demo-quito'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
