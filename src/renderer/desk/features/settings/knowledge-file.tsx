import { Button, FileButton } from '@mantine/core'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ContractRequests } from '../../../../shared/contract.ts'
import { toDeskError } from '../../../../shared/errors.ts'
import { useAnswer } from '../../app/answers.ts'
import { useOfContact } from '../../app/desk-context.ts'
import type { DeskLink } from '../../app/link.ts'
import { useLink } from '../../app/link-context.ts'
import { clockTime, day } from '../../ui/format.ts'
import { Section } from '../../ui/section.tsx'

type Taken = ContractRequests['bundle.takeFile']['output']
type Told = Exclude<Taken['kind'], 'more' | 'refused'> | 'too-long' | 'reading' | 'failed' | null

/** As the contract has it (`bundle.takeFile`); no zod in a page. UTF-16 code units. */
const longestPart = 40_000
const mostParts = 800

/** The knowledge in use, and a newer one from a USB stick where no network brings it: checked like any other. */
export function KnowledgeFile() {
  const { t } = useTranslation()
  const link = useLink()
  const busy = useOfContact((contact) => contact !== null) ?? true
  const bundle = useAnswer('bundle.get', {}).data
  const zone = useAnswer('session.get', {}).data?.city?.timeZone ?? 'UTC'
  const reset = useRef<() => void>(null)
  const [told, setTold] = useState<Told>(null)
  const [refused, setRefused] = useState<string | null>(null)
  if (!bundle) return null
  const at = (instant: string) => `${day(instant, zone)} ${clockTime(new Date(instant), zone)}`

  const take = async (file: File) => {
    setTold('reading')
    setRefused(null)
    try {
      const taken = await sendFile(link, file)
      if (taken !== 'too-long' && taken.kind === 'refused') setRefused(taken.refusal)
      setTold(
        taken === 'too-long'
          ? taken
          : taken.kind === 'installed' || taken.kind === 'same'
            ? taken.kind
            : null,
      )
    } catch (thrown) {
      setTold(toDeskError(thrown).code === 'conflict' ? null : 'failed')
    }
  }
  return (
    <Section heading="h2" title={t('knowledgeFile.title')} testId="knowledge-file">
      <p>
        {bundle.installed
          ? t('knowledgeFile.inUse', {
              version: bundle.installed.bundleVersion,
              created: at(bundle.installed.createdAt),
              installed: at(bundle.installed.installedAt),
              interpolation: { escapeValue: false },
            })
          : t('knowledgeFile.none')}
      </p>
      <FileButton
        accept=".json,application/json"
        disabled={busy || told === 'reading'}
        resetRef={reset}
        onChange={(file) => {
          // So that the same file, once mended, can be chosen again.
          reset.current?.()
          if (file) void take(file)
        }}
      >
        {(props) => (
          <Button {...props} variant="default" disabled={busy || told === 'reading'}>
            {t('knowledgeFile.choose')}
          </Button>
        )}
      </FileButton>
      <p className="quiet">{t(busy ? 'knowledgeFile.later' : 'knowledgeFile.what')}</p>
      <output data-testid="knowledge-file-result">
        {refused !== null && t(`problem.bundle.${refused}`)}
        {told !== null && t(`knowledgeFile.told.${told}`)}
      </output>
    </Section>
  )
}

/** In parts that every host carries; whatever is longer than any city's knowledge is not even read. */
async function sendFile(link: DeskLink, file: File): Promise<Taken | 'too-long'> {
  if (file.size > longestPart * mostParts) return 'too-long'
  const text = await file.text()
  const parts = Math.max(1, Math.ceil(text.length / longestPart))
  let taken: Taken = { kind: 'more' }
  for (let part = 0; part < parts; part++)
    taken = await link.request('bundle.takeFile', {
      part,
      parts,
      text: text.slice(part * longestPart, (part + 1) * longestPart),
    })
  return taken
}
