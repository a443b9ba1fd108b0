import { startDesk } from '../../../src/renderer/desk/app/start.tsx'
import { createFakeCore, type FakeCore, type FakeCoreOptions } from '../fake-core.ts'

declare global {
  interface Window {
    fakeCore: FakeCore
  }
}

const root = document.getElementById('root')
window.fakeCore = createFakeCore(readOptions(new URLSearchParams(location.search)))
if (root) startDesk(root, () => window.fakeCore.connect())

function readOptions(query: URLSearchParams): FakeCoreOptions {
  const backend = query.get('backend')
  return {
    signedIn: query.has('signed-in'),
    teamLead: query.has('team-lead'),
    ...(query.has('ready') ? { presence: { kind: 'ready' as const } } : {}),
    ...(query.has('set-aside')
      ? { setAside: [{ file: '/datos/cache.db.unreadable-1', why: 'damaged' as const, recovered: 3 }] }
      : {}),
    ...(backend === 'choose' || backend === 'password' || backend === 'absent' ? { backend } : {}),
  }
}
