import { useCallback, useEffect, useRef, useState } from 'react'
import type { ScriptRun } from '../../../../shared/domain/script-run.ts'
import type { ScriptStep } from '../../../../shared/domain/script.ts'
import { useDesk } from '../../app/desk-context.ts'

type Values = Record<string, string>
const keepAfterMs = 150

/** What is typed on a step: shown at once, kept by the core moments later, there again after a reload. */
export function useStepValues(run: ScriptRun, step: ScriptStep | undefined) {
  const { actions } = useDesk()
  const [values, setValues] = useState<Values>(() => startValues(run, step))
  const [missing, setMissing] = useState<readonly string[]>([])
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const unkept = useRef<Values>(undefined)
  const keepNow = useCallback(() => {
    clearTimeout(timer.current)
    if (unkept.current) actions.act({ kind: 'keep', values: unkept.current })
    unkept.current = undefined
  }, [actions])
  useEffect(() => {
    window.addEventListener('pagehide', keepNow)
    return () => {
      window.removeEventListener('pagehide', keepNow)
      clearTimeout(timer.current)
    }
  }, [keepNow])

  return {
    values,
    missing,
    type: (field: string, value: string): void => {
      const typed = { ...values, [field]: value }
      setValues(typed)
      setMissing((before) => before.filter((each) => each !== field))
      unkept.current = typed
      clearTimeout(timer.current)
      timer.current = setTimeout(keepNow, keepAfterMs)
    },
    /** Before the step is left without an answer. */
    keepNow,
    /** True when nothing required is empty; otherwise the empty fields say so. */
    check: (): boolean => {
      const empty = emptyRequired(step, values)
      setMissing(empty)
      document.getElementById(fieldId(empty[0]))?.focus()
      if (empty.length === 0) {
        clearTimeout(timer.current)
        unkept.current = undefined
      }
      return empty.length === 0
    },
  }
}

export const fieldId = (field: string | undefined): string => `script-field-${field ?? ''}`

export function emptyRequired(step: ScriptStep | undefined, values: Values): string[] {
  return (step?.fields ?? [])
    .filter(({ field, required }) => required && (values[field] ?? '').trim() === '')
    .map(({ field }) => field)
}

function startValues(run: ScriptRun, step: ScriptStep | undefined): Values {
  const answered = run.path.find(({ stepId }) => stepId === step?.stepId)
  return { ...(run.remembered[run.current] ?? answered)?.values }
}
