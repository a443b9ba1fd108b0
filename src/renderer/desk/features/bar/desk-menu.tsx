import { Menu } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useAnswer } from '../../app/answers.ts'
import { useDesk, useOfContact } from '../../app/desk-context.ts'
import { show } from '../../app/screen.ts'
import { keysOf } from '../../app/shortcuts.ts'
import { forgetShift } from '../../app/shift-start.ts'
import {
  IconBuilding,
  IconCalendar,
  IconClock,
  IconFileText,
  IconHeadset,
  IconKeyboard,
  IconLock,
  IconLogout,
  IconMenu2,
  IconNews,
  IconSettings,
  IconUsers,
} from '../../ui/icons.ts'
import { leadsTeam } from '../../app/leads-team.ts'
import { Keys } from '../../ui/keys.tsx'

/** The other screens, and the end of the shift. */
export function DeskMenu() {
  const { t } = useTranslation()
  return (
    <Menu position="bottom-end" width={260} shadow="md" withinPortal={false}>
      <Menu.Target>
        <button type="button" className="bar-menu">
          <IconMenu2 size={18} aria-hidden="true" />
          {t('menu.open')}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Entries />
      </Menu.Dropdown>
    </Menu>
  )
}

/** Made when the menu opens, not whenever a call takes a step. */
function Entries() {
  const { t } = useTranslation()
  const { actions } = useDesk()
  const agent = useAnswer('session.get', {}).data?.agent
  const inContact = useOfContact((contact) => contact !== null) ?? true
  const news = useAnswer('news.list', {}).data?.count ?? 0
  return (
    <>
      {agent && <Menu.Label>{agent.name}</Menu.Label>}
      <Menu.Item
        leftSection={<IconHeadset size={18} aria-hidden="true" />}
        onClick={() => show({ view: 'desk' })}
      >
        {t('menu.desk')}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconFileText size={18} aria-hidden="true" />}
        onClick={() => show({ view: 'cases' })}
      >
        {t('menu.cases')}
      </Menu.Item>
      {agent?.units !== undefined && agent.units.length > 0 && (
        <Menu.Item
          leftSection={<IconBuilding size={18} aria-hidden="true" />}
          onClick={() => show({ view: 'second-level' })}
        >
          {t('menu.secondLevel')}
        </Menu.Item>
      )}
      {(leadsTeam(agent) || (agent?.units ?? []).length > 0) && (
        <Menu.Item
          leftSection={<IconCalendar size={18} aria-hidden="true" />}
          onClick={() => show({ view: 'office' })}
        >
          {t('menu.office')}
        </Menu.Item>
      )}
      <Menu.Item
        leftSection={<IconClock size={18} aria-hidden="true" />}
        onClick={() => show({ view: 'shift' })}
      >
        {t('menu.shift')}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconNews size={18} aria-hidden="true" />}
        rightSection={<Keys>{keysOf('news')}</Keys>}
        onClick={() => show({ overlay: 'news' })}
      >
        {t('menu.news', { count: news })}
      </Menu.Item>
      {leadsTeam(agent) && (
        <Menu.Item
          leftSection={<IconUsers size={18} aria-hidden="true" />}
          onClick={() => show({ view: 'team' })}
        >
          {t('menu.team')}
        </Menu.Item>
      )}
      <Menu.Item
        leftSection={<IconSettings size={18} aria-hidden="true" />}
        onClick={() => show({ view: 'settings' })}
      >
        {t('menu.settings')}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconKeyboard size={18} aria-hidden="true" />}
        rightSection={<Keys>F1</Keys>}
        onClick={() => show({ overlay: 'shortcuts' })}
      >
        {t('menu.shortcuts')}
      </Menu.Item>
      <Menu.Divider />
      <Menu.Item
        leftSection={<IconLock size={18} aria-hidden="true" />}
        rightSection={<Keys>{keysOf('lock')}</Keys>}
        onClick={() => actions.send('lock.now', {})}
      >
        {t('menu.lock')}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconLogout size={18} aria-hidden="true" />}
        disabled={inContact}
        onClick={() => {
          if (agent) forgetShift(agent.agentId)
          actions.send('session.signOut', {})
        }}
      >
        {inContact ? t('menu.signOutLater') : t('menu.signOut')}
      </Menu.Item>
    </>
  )
}
