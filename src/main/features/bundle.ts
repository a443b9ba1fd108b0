import { DeskError } from '../../shared/errors.ts'
import type { HandlersOf } from '../feature.ts'
import type { InstalledBundle, InstallOutcome } from '../knowledge/install-bundle.ts'
import type { KeptRefusal } from '../sync/knowledge-sync.ts'

export interface BundleDeps {
  installed: () => InstalledBundle | undefined
  refusal: () => KeptRefusal | undefined
  installFile: (text: string) => Promise<InstallOutcome>
  signedIn: () => boolean
  /** Reading a large file holds the desk for a moment: not while somebody is on the line. */
  inContact: () => boolean
}

/** The city's signed knowledge on this desk: what is in use, and a newer one from a file where no network brings it. */
export function createBundle(deps: BundleDeps): { readonly handlers: HandlersOf<'bundle'> } {
  let taken: string[] = []

  return {
    handlers: {
      'bundle.get'() {
        const installed = deps.installed()
        return {
          installed: installed
            ? {
                bundleVersion: installed.bundleVersion,
                createdAt: installed.createdAt,
                installedAt: installed.installedAt,
              }
            : null,
          refused: deps.refusal() ?? null,
        }
      },
      async 'bundle.takeFile'({ part, parts, text }) {
        if (!deps.signedIn()) throw new DeskError('unauthorised', 'Sign in first.')
        if (deps.inContact())
          throw new DeskError('conflict', 'A file is taken in once the contact is closed.')
        if (part === 0) taken = []
        if (part !== taken.length || part >= parts) {
          taken = []
          throw new DeskError('invalid-input', 'part: the parts of a file come in their order, from 0.')
        }
        taken.push(text)
        if (taken.length < parts) return { kind: 'more' }
        const whole = taken.join('')
        taken = []
        return await deps.installFile(whole)
      },
    },
  }
}
