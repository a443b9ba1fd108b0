import { connectHost, hostKind } from '../host/connect.ts'
import { createCoreLink } from './core-link.ts'
import { showDeskFrame } from './desk-frame.ts'
import { showMovedNotice } from './moved-notice.ts'
import { createTelephone } from './telephone.ts'
import { words, type Language } from './words.ts'
import './voice.css'

let language: Language = 'es'
const telephone = createTelephone((event) => link.report(event))
const link = createCoreLink({
  connect: () => connectHost('voice'),
  execute: (command) => telephone.execute(command),
  replay: () => telephone.replay(),
  connected: (desk) => {
    desk.request('settings.get', {}).then(
      (settings) => (language = settings.language),
      () => {},
    )
  },
  replaced: () => {
    telephone.retire()
    showMovedNotice(telephone, language)
  },
})

/** `?desk=apart`: the desk page is opened as a page of its own, as the end-to-end tests do. */
const apart = new URLSearchParams(location.search).get('desk') === 'apart'
if (hostKind() === 'browser' && !apart) showDeskFrame(words[language].deskTitle, () => telephone.inCall)
void link.start()
