// Where anybody gets an address: it shows nothing of whom somebody works for.
const openToAnybody: ReadonlySet<string> = new Set([
  'gmail.com',
  'googlemail.com',
  'outlook.com',
  'hotmail.com',
  'hotmail.co.uk',
  'live.co.uk',
  'live.com',
  'yahoo.com',
  'yahoo.co.uk',
  'icloud.com',
  'me.com',
  'aol.com',
  'btinternet.com',
  'sky.com',
  'virginmedia.com',
  'talktalk.net',
  'proton.me',
  'protonmail.com',
  'gmx.com',
  'gmx.co.uk',
  'mail.com',
])

const domain = /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/

/** The e-mail domains in a text with one to a line, or what is wrong with it. */
export function readDomains(
  text: string,
): { readonly domains: readonly string[] } | { readonly fault: string } {
  const lines = text.split(/[\s,]+/).map((line) => line.toLowerCase().replace(/^@/, ''))
  const domains = [...new Set(lines.filter((line) => line !== ''))]
  const wrong = domains.find((one) => !domain.test(one))
  if (wrong !== undefined) return { fault: `Enter domains such as school.example, one to a line` }
  if (domains.length > 50) return { fault: 'Enter 50 domains or fewer' }
  const open = domains.find((one) => openToAnybody.has(one))
  if (open !== undefined) return { fault: `Anybody can have an address under ${open}` }
  return { domains }
}

/** `children-s-social-care`: a key for an organisation from its name. */
export function organisationKey(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 60)
}
