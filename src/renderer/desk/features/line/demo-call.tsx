import { Button, NativeSelect } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAnswer } from '../../app/answers.ts'
import { useLink } from '../../app/link-context.ts'
import { IconPhoneIncoming } from '../../ui/icons.ts'
import { Section } from '../../ui/section.tsx'

/** Only in the demo city: lets a citizen call at once, so that a newcomer need not wait. */
export function DemoCall() {
  const { t } = useTranslation()
  const link = useLink()
  const citizens = useAnswer('demo.citizens', {}).data ?? []
  const [chosen, setChosen] = useState<string>()
  const [failed, setFailed] = useState(false)
  const key = chosen ?? citizens[0]?.key
  return (
    <Section title={t('demo.title')} testId="demo-call">
      <NativeSelect
        label={t('demo.citizen')}
        value={key ?? ''}
        onChange={(event) => setChosen(event.currentTarget.value)}
        data={citizens.map((citizen) => ({
          value: citizen.key,
          label: `${citizen.name} · ${citizen.reason}`,
        }))}
      />
      <Button
        variant="default"
        fullWidth
        mt={8}
        disabled={key === undefined}
        leftSection={<IconPhoneIncoming size={18} aria-hidden="true" />}
        onClick={() => {
          if (key === undefined) return
          setFailed(false)
          link.request('demo.callMe', { key }).catch(() => setFailed(true))
        }}
      >
        {t('demo.callMe')}
      </Button>
      {failed && <p role="alert">{t('demo.failed')}</p>}
    </Section>
  )
}
