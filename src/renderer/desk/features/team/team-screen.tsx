import { Tabs } from '@mantine/core'
import { Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { show, useScreen } from '../../app/screen.ts'
import { teamSections } from '../../app/team-sections.ts'
import './team.css'

/** *Equipo*: what team leads do besides taking calls. What it asks is answered by the backend, online only. */
export function TeamScreen() {
  const { t } = useTranslation()
  const chosen = useScreen((screen) => screen.teamSection)
  const section = teamSections.find(({ id }) => id === chosen) ?? teamSections[0]
  if (!section) return null
  return (
    <main className="page team">
      <h1>{t('menu.team')}</h1>
      <Tabs
        value={section.id}
        keepMounted={false}
        onChange={(id) => {
          if (id !== null) show({ teamSection: id })
        }}
      >
        <Tabs.List aria-label={t('team.areas')}>
          {teamSections.map(({ id }) => (
            <Tabs.Tab key={id} value={id}>
              {t(`team.sections.${id}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={section.id} className="team-section">
          <Suspense fallback={<p className="quiet">{t('team.loading')}</p>}>
            <section.Content />
          </Suspense>
        </Tabs.Panel>
      </Tabs>
    </main>
  )
}
