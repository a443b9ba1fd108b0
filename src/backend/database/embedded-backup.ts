import { existsSync } from 'node:fs'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { DeskError } from '../../shared/errors.ts'
import { lockFolder } from './folder-lock.ts'

/** The whole embedded database as one file, while no backend runs on it. Throws `conflict` where one does. */
export async function backUpEmbedded(folder: string, file: string): Promise<void> {
  if (!existsSync(folder)) throw new DeskError('not-found', `There is no database in ${folder}.`)
  if (existsSync(file)) throw new DeskError('conflict', `${file} is there already; it is not written over.`)
  const release = lockFolder(folder)
  try {
    const embedded = await PGlite.create({ dataDir: folder })
    const dump = await embedded.dumpDataDir('gzip')
    await embedded.close()
    await writeFile(file, Buffer.from(await dump.arrayBuffer()), { mode: 0o600, flag: 'wx' })
  } finally {
    release()
  }
}

/**
 * Into a folder that is not there yet. Throws `conflict` where it is: nothing is ever restored over data; `damaged`
 * where the file is no whole back-up, and leaves nothing behind.
 */
export async function restoreEmbedded(folder: string, file: string): Promise<void> {
  if (existsSync(folder))
    throw new DeskError('conflict', `${folder} is there already. Move it away first; nothing was changed.`)
  const content = await readFile(file).catch((cause: unknown) => {
    throw new DeskError('not-found', `${file} cannot be read.`, { cause })
  })
  await mkdir(dirname(folder), { recursive: true, mode: 0o700 })
  const release = lockFolder(folder)
  try {
    const embedded = await PGlite.create({ dataDir: folder, loadDataDir: new Blob([content]) })
    await embedded.close()
  } catch (cause) {
    // Half a database would look like one at the next start.
    await rm(folder, { recursive: true, force: true })
    throw new DeskError('damaged', `${file} is no back-up of a database, or not a whole one.`, { cause })
  } finally {
    release()
  }
}
