import type { Mail } from '#platform/mail'

/**
 * The mails that access sends. None says anything of a child, none says more of an account than its
 * own owner knows, and what is typed by others never stands in them.
 */
function mail(to: string, subject: string, ...paragraphs: string[]): Mail {
  const end = 'You get this because of an account at Kith. Nobody reads answers to this address.'
  return { to, subject, text: [...paragraphs, end].join('\n\n') }
}

export function verifyAddressMail(to: string, link: string): Mail {
  return mail(
    to,
    'Kith: confirm your email address',
    'Somebody, we think you, has asked for an account at Kith with this address. Confirm it within a day:',
    link,
    'The lead for accounts in your organisation then decides. If it was not you, do nothing.',
  )
}

/** Where somebody registers who has an account already: the page looks the same, the mail tells. */
export function hasAccountMail(to: string, baseUrl: string): Mail {
  return mail(
    to,
    'Kith: you have an account',
    'Somebody, we think you, has asked for an account at Kith with this address, and it has one. Sign in, or choose a new password:',
    `${baseUrl}/sign-in`,
    `${baseUrl}/password/forgotten`,
  )
}

export function approvalAskedMail(to: string, baseUrl: string): Mail {
  return mail(
    to,
    'Kith: somebody asks for an account',
    'Somebody of your organisation has asked for an account and confirmed their address. Please decide:',
    `${baseUrl}/accounts`,
  )
}

export function approvedMail(to: string, link: string): Mail {
  return mail(
    to,
    'Kith: your account',
    'Your account has been approved. Choose a password within three days:',
    link,
    'At your first sign-in you set up an authenticator app. Have your telephone at hand.',
  )
}

export function refusedMail(to: string): Mail {
  return mail(
    to,
    'Kith: your account was not approved',
    'The lead for accounts in your organisation has not approved your account. Please ask them why.',
  )
}

export function choosePasswordMail(to: string, link: string): Mail {
  return mail(
    to,
    'Kith: choose a new password',
    'Somebody, we think you, has asked to choose a new password. The link works once, for an hour:',
    link,
    'If it was not you, do nothing: your password stays as it is.',
  )
}

/** Said of every change by which somebody else could take an account over. */
export function securityChangedMail(to: string, what: string): Mail {
  return mail(
    to,
    'Kith: a change to how you sign in',
    what,
    'If it was not you, tell the lead for accounts in your organisation at once.',
  )
}

/** Says nothing of whom, by whom or why: that stands on the page, for whoever may read it. */
export function glassBrokenMail(to: string, baseUrl: string): Mail {
  return mail(
    to,
    'Kith: somebody has broken the glass',
    'Somebody has broken the glass, or asked to. Please review it by the end of the next working day:',
    `${baseUrl}/break-glass/uses`,
  )
}

export function agreementAskedMail(to: string, baseUrl: string): Mail {
  return mail(
    to,
    'Kith: somebody needs a second person',
    'Somebody of your organisation asks to break the glass, which needs a second person. Please decide now:',
    `${baseUrl}/break-glass/waiting`,
  )
}

export function glassDecidedMail(to: string, baseUrl: string): Mail {
  return mail(
    to,
    'Kith: your request is decided',
    'A second person has decided on what you asked for:',
    `${baseUrl}/break-glass`,
  )
}

export function closingSoonMail(to: string, days: number, baseUrl: string): Mail {
  return mail(
    to,
    'Kith: your account will be closed',
    `Your account has not been used for a long time. Unless you sign in, it is closed in ${days} days:`,
    `${baseUrl}/sign-in`,
  )
}

export function reviewDueMail(to: string, count: number, baseUrl: string): Mail {
  const what = count === 1 ? 'One account is' : `${count} accounts are`
  return mail(
    to,
    'Kith: accounts to review',
    `${what} due for review in your organisation. Those not reviewed by their date are closed:`,
    `${baseUrl}/accounts`,
  )
}
