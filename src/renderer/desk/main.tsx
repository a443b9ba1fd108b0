import { connectHost } from '../host/connect.ts'
import { startDesk } from './app/start.tsx'

const root = document.getElementById('root')
if (root) startDesk(root, () => connectHost('desk'))
