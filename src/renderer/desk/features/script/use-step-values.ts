import { useCallback, useEffect, useRef, useState } from 'react'
import type { AnswerFault, FieldFault } from '../../../../shared/domain/scripts/typed-answers.ts'
import type { Walk } from './walk.ts'

type Values = Record<string, string>
const keepAfterMs = 150

/** What is typed on a step: shown at once, kept by the core moments later, there again after a reload. */
export function useStepValues(walk: Walk) {
  const { act, faultsOf } = walk
  const [values, setValues] = useState<Values>(walk.view.values)
  const [faults, setFaults] = useState<readonly FieldFault[]>([])
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const unkept = useRef<Values>(undefined)
  const keepNow = useCallback(() => {
    clearTimeout(timer.current)
    if (unkept.current) act({ kind: 'keep', values: unkept.current })
    unkept.current = undefined
  }, [act])
  useEffect(() => {
    window.addEventListener('pagehide', keepNow)
    return () => {
      window.removeEventListener('pagehide', keepNow)
      clearTimeout(timer.current)
    }
  }, [keepNow])

  return {
    values,
    faultOf: (field: string): AnswerFault | undefined => faults.find((each) => each.field === field)?.fault,
    type: (field: string, value: string): void => {
      const typed = { ...values, [field]: value }
      setValues(typed)
      setFaults((before) => before.filter((each) => each.field !== field))
      unkept.current = typed
      clearTimeout(timer.current)
      timer.current = setTimeout(keepNow, keepAfterMs)
    },
    /** On leaving a field: what is wrong with it is said now, what is still empty only on leaving the step. */
    look: (field: string): void => {
      if ((values[field] ?? '').trim() === '') return
      void faultsOf(values).then((found) =>
        setFaults((before) => [
          ...before.filter((each) => each.field !== field),
          ...found.filter((each) => each.field === field),
        ]),
      )
    },
    /** Before the step is left without an answer. */
    keepNow,
    /** True when everything typed may stand; otherwise each field says what is wrong, and nothing is lost. */
    check: async (): Promise<boolean> => {
      if (walk.view.step.fields.length === 0) return true
      const found = await faultsOf(values)
      setFaults(found)
      document.getElementById(fieldId(found[0]?.field))?.focus()
      if (found.length > 0) return false
      clearTimeout(timer.current)
      unkept.current = undefined
      return true
    },
  }
}

export const fieldId = (field: string | undefined): string => `script-field-${field ?? ''}`
