import type { Script } from './script.ts'

/**
 * The script to offer first: what the citizen told the menu says more than where he waits. Both come from a
 * SIP header, so an unknown word suggests nothing rather than something.
 */
export function suggestScript(
  scripts: readonly Script[],
  { queue, ivr }: { queue: string; ivr: Readonly<Record<string, string>> },
): string | undefined {
  const collected = new Set(Object.values(ivr).map(plain))
  const byTopic = scripts.find((script) => script.topics.some((topic) => collected.has(plain(topic))))
  const byQueue = scripts.find((script) => script.queues.some((each) => plain(each) === plain(queue)))
  return (byTopic ?? byQueue)?.scriptId
}

function plain(word: string): string {
  return word.trim().toLowerCase()
}
