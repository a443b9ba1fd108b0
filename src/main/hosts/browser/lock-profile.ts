import { randomBytes } from 'node:crypto'
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const Lock = z.object({ pid: z.number().int(), port: z.number().int(), key: z.string() })
type Lock = z.infer<typeof Lock>

export type ProfileLock = { kind: 'ours'; release(): void } | { kind: 'taken'; pid: number }

export function newLockKey(): string {
  return randomBytes(16).toString('base64url')
}

/**
 * Two desks on one cache would undo each other's work: the second must not start. After a power cut the file
 * is still there and its process number may belong to a stranger, so the holder is asked at its port for the key.
 */
export async function lockProfile(folder: string, mine: { port: number; key: string }): Promise<ProfileLock> {
  const file = join(folder, 'desk.lock')
  const draft = join(folder, `desk.lock.${process.pid}`)
  writeFileSync(draft, JSON.stringify({ pid: process.pid, ...mine } satisfies Lock), { mode: 0o600 })
  try {
    for (let attempt = 0; attempt < 3; attempt += 1) {
      if (claim(draft, file)) return { kind: 'ours', release: () => release(file, mine.key) }
      const holder = readLock(file)
      if (holder && (await holderAnswers(holder))) return { kind: 'taken', pid: holder.pid }
      setAside(file, holder)
    }
    return { kind: 'taken', pid: readLock(file)?.pid ?? 0 }
  } finally {
    rmSync(draft, { force: true })
  }
}

/** A link appears whole or not at all, and fails where there is one already. */
function claim(draft: string, file: string): boolean {
  try {
    linkSync(draft, file)
    return true
  } catch (cause) {
    if (isCode(cause, 'EEXIST')) return false
    throw cause
  }
}

/** Another start may have replaced the stale lock between our look and our hand: then its lock goes back. */
function setAside(file: string, stale: Lock | undefined): void {
  const aside = `${file}.stale.${process.pid}`
  try {
    renameSync(file, aside)
  } catch (cause) {
    if (isCode(cause, 'ENOENT')) return
    throw cause
  }
  if (readLock(aside)?.key !== stale?.key) claim(aside, file)
  rmSync(aside, { force: true })
}

function release(file: string, key: string): void {
  if (readLock(file)?.key === key) rmSync(file, { force: true })
}

function readLock(file: string): Lock | undefined {
  try {
    return Lock.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return undefined
  }
}

/** No answer in time is an answer: a desk that is busy or asleep still holds its cache. */
async function holderAnswers({ port, key }: Lock): Promise<boolean> {
  const answer = fetch(`http://127.0.0.1:${port}/running`, {
    headers: { 'x-ventanilla-key': key },
    signal: AbortSignal.timeout(2_000),
  })
  return answer.then(
    (response) => response.status === 204,
    (cause: unknown) => cause instanceof Error && cause.name === 'TimeoutError',
  )
}

function isCode(cause: unknown, code: string): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === code
}
