import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import { useLink } from '../../../app/link-context.ts'
import { openWork, type WhichRecord } from './open-work.ts'

/** The record on the screen, from when it is shown until it is left. */
export function useWork(which: WhichRecord) {
  const link = useLink()
  const [opened] = useState(() => openWork(link, which, (delayMs, run) => void setTimeout(run, delayMs)))
  useEffect(() => opened.start(), [opened])
  return { ...useStore(opened.state), change: opened.change, act: opened.act }
}
