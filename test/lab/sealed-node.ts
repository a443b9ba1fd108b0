import { projectNode } from '../../scripts/ensure.mjs'

/**
 * Node as the first process of its own network and process namespace, which ends with us however we end: the
 * kernel then ends all that was started in it, and the network is gone. Nothing can be left behind.
 */
export function sealedNode(): string[] {
  const untilWeEnd = ['setpriv', '--pdeathsig', 'KILL']
  const own = ['unshare', '--net', '--pid', '--fork', '--kill-child', '--mount-proc']
  return [...untilWeEnd, ...own, projectNode(), '--disable-warning=ExperimentalWarning', 'test/lab/sealed.ts']
}
