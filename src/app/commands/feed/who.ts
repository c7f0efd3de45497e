import { userInfo } from 'node:os'

/** Who decides at the command line: the account of this computer. */
export function whoDecides(): string {
  return `${userInfo().username} at the command line`
}
