import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { findChromium } from '../../scripts/find-chromium.mjs'
import { asteriskRoot } from './stand/places.ts'

/** From the release. Asterisk 22 is only in testing and gets a root folder of its own. */
const packages = [
  'kamailio',
  'kamailio-websocket-modules',
  'rtpengine-daemon',
  'baresip-core',
  'debootstrap',
  'iproute2',
]
/** A mirror that does not answer must not hold a build machine for ever: for all that is installed, ms. */
const longestInstallMs = 8 * 60_000
const impatient = ['-o', 'Acquire::http::Timeout=20', '-o', 'Acquire::Retries=1']
let installUntil = 0
const noDocuments = ['doc', 'man', 'locale'].map((name) => `path-exclude /usr/share/${name}/*\n`).join('')

/** What this machine lacks for the lab and cannot be given; undefined where everything is there. */
export function installLab(): string | undefined {
  if (process.platform !== 'linux' || process.getuid?.() !== 0)
    return 'The lab runs as root on Debian: it needs a network of its own and a root folder for Asterisk 22.'
  if (!existsSync('/etc/os-release') || !/^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8')))
    return 'The lab runs on Debian alone: its exchanges come from the packages of that system.'
  installUntil = performance.now() + longestInstallMs
  return installPackages() ?? networkRights() ?? installAsterisk()
}

/** A container may be root and still not be let have a network of its own. */
function networkRights(): string | undefined {
  const tried = ['--net', '--pid', '--fork', '--mount-proc', 'ip', 'link', 'add', 'try0', 'type', 'veth']
  return run('unshare', tried)
    ? undefined
    : 'This machine does not let the lab have a network of its own (unshare --net --pid, ip link add … type veth).'
}

function installPackages(): string | undefined {
  const wanted = [...packages, ...(findChromium() ? [] : ['chromium'])].filter((name) => !isInstalled(name))
  if (wanted.length === 0) return undefined
  console.error(`Installing ${wanted.join(', ')}…`)
  const done =
    run('apt-get', [...impatient, 'update', '-qq']) &&
    run('apt-get', [...impatient, 'install', '-y', '-qq', '--no-install-recommends', ...wanted])
  return done
    ? undefined
    : `These packages are missing and could not be installed within ${longestInstallMs / 60_000} min: ${wanted.join(', ')}.`
}

/** Made aside and renamed when it is whole, so that one that broke off is never taken for an exchange. */
function installAsterisk(): string | undefined {
  if (existsSync(asteriskRoot)) return undefined
  console.error('Installing Asterisk 22 from Debian testing into .lab/…')
  const part = `${asteriskRoot}.part`
  rmSync(part, { recursive: true, force: true })
  const done =
    run('unshare', ['--mount', 'debootstrap', ...debootstrapWords(part)]) &&
    configure(part) &&
    run('chroot', [
      part,
      'apt-get',
      ...impatient,
      'install',
      '-y',
      '-qq',
      '--no-install-recommends',
      'asterisk',
    ]) &&
    run('chroot', [part, 'apt-get', 'clean'])
  if (!done)
    return `Asterisk 22 is missing and could not be installed from Debian testing within ${longestInstallMs / 60_000} min.`
  renameSync(part, asteriskRoot)
  return undefined
}

/** In a mount namespace: what it mounts in there goes with it, also when it breaks off. */
function debootstrapWords(part: string): string[] {
  return ['--variant=minbase', '--include=ca-certificates', 'testing', part, mirror(), recipe()]
}

/** No daemon starts by itself in there, and nobody reads manuals. */
function configure(part: string): true {
  writeFileSync(join(part, 'usr/sbin/policy-rc.d'), '#!/bin/sh\nexit 101\n', { mode: 0o755 })
  writeFileSync(join(part, 'etc/dpkg/dpkg.cfg.d/01-no-documents'), noDocuments)
  return true
}

/** The one this machine's own packages come from. */
function mirror(): string {
  const { stdout } = spawnSync('apt-get', ['indextargets', '--format', '$(REPO_URI)|$(CODENAME)'], {
    encoding: 'utf8',
  })
  const release = /^VERSION_CODENAME=(.+)$/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? ''
  const line = stdout.split('\n').find((each) => each.endsWith(`|${release}`))
  return line?.split('|')[0] ?? ''
}

/** An older debootstrap does not know the name of today's testing; they are all made as sid is. */
function recipe(): string {
  const own = '/usr/share/debootstrap/scripts/testing'
  return existsSync(own) ? own : '/usr/share/debootstrap/scripts/sid'
}

function isInstalled(name: string): boolean {
  const { stdout } = spawnSync('dpkg-query', ['-W', '-f', '${db:Status-Status}', name], { encoding: 'utf8' })
  return stdout === 'installed'
}

function run(command: string, args: readonly string[]): boolean {
  const { status } = spawnSync(command, [...args], {
    stdio: ['ignore', 'ignore', 2],
    timeout: Math.max(1, Math.round(installUntil - performance.now())),
    killSignal: 'SIGKILL',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })
  return status === 0
}
