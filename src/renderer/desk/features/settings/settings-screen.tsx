import { Button, NativeSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Settings } from '../../../../shared/contract.ts'
import { useAnswer } from '../../app/answers.ts'
import { useLink } from '../../app/link-context.ts'
import { show } from '../../app/screen.ts'
import { Section } from '../../ui/section.tsx'
import { ShortcutTable } from '../../ui/shortcut-table.tsx'
import { AccessLog } from './access-log.tsx'
import { KnowledgeFile } from './knowledge-file.tsx'
import { SoundSection } from './sound-section.tsx'
import './settings.css'

const languages = ['es', 'en'] as const
const themes = ['system', 'light', 'dark'] as const

/** Devices, language, theme and the list of shortcuts. Every choice counts at once. */
export function SettingsScreen() {
  const { t } = useTranslation()
  const link = useLink()
  const agent = useAnswer('agent.get', {}).data
  const settings = useAnswer('settings.get', {}).data
  const set = (change: Partial<Settings>) => {
    if (settings) link.request('settings.set', { ...settings, ...change }).catch(() => undefined)
  }
  return (
    <main className="page">
      <header className="page-head">
        <h1>{t('settings.title')}</h1>
        <Button variant="default" onClick={() => show({ view: 'desk' })}>
          {t('page.back')}
        </Button>
      </header>
      <div className="settings">
        {agent && <SoundSection devices={agent.devices} />}
        <Section heading="h2" title={t('settings.looks')}>
          <div className="form">
            <NativeSelect
              label={t('settings.language')}
              value={settings?.language ?? 'es'}
              onChange={(event) => {
                const language = languages.find((each) => each === event.currentTarget.value)
                if (language) set({ language })
              }}
              data={languages.map((each) => ({ value: each, label: t(`language.${each}`) }))}
            />
            <NativeSelect
              label={t('settings.theme')}
              value={settings?.theme ?? 'system'}
              onChange={(event) => {
                const theme = themes.find((each) => each === event.currentTarget.value)
                if (theme) set({ theme })
              }}
              data={themes.map((each) => ({ value: each, label: t(`theme.${each}`) }))}
            />
          </div>
        </Section>
        <KnowledgeFile />
        <AccessLog />
        <Section heading="h2" title={t('shortcuts.title')}>
          <ShortcutTable />
        </Section>
      </div>
    </main>
  )
}
