/** What a person does in the browser, without one: follows every redirect, and chooses somebody on the way. */
export async function walkIssuer(address: string, person: string): Promise<number> {
  const cookies = new Map<string, string>()
  let next: string | undefined = address
  let form: string | undefined
  for (let step = 0; step < 12 && next !== undefined; step++) {
    const response: Response = await fetch(next, {
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form !== undefined && { method: 'POST', body: new URLSearchParams({ person: form }) }),
    })
    for (const set of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (set.split(';')[0] ?? '').split('=')
      cookies.set(name, value)
    }
    const location = response.headers.get('location')
    form = undefined
    if (location !== null) {
      next = new URL(location, next).href
      continue
    }
    const action = /<form method="post" action="([^"]+)"/.exec(await response.text())?.[1]
    if (action === undefined) return response.status
    next = new URL(action, next).href
    form = person
  }
  throw new Error('The account service led nowhere.')
}
