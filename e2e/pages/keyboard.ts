import type { Page } from 'playwright-core'

/** What has the focus: its name as it is read out, and whether it can be seen that it has it. */
export interface Focused {
  readonly name: string
  readonly isSeen: boolean
}

// As a text, since these tests are checked without the browser's own types.
const readFocused = `(() => {
  const element = document.activeElement
  const look = () => {
    const style = getComputedStyle(element)
    return [style.outline, style.boxShadow, style.backgroundColor, style.borderColor].join(' ')
  }
  const label = element.labels?.[0]?.innerText ?? element.innerText ?? ''
  const name = label.replace(/\\s+/g, ' ').trim()
  const { top, bottom, width } = element.getBoundingClientRect()
  const withFocus = look()
  element.blur()
  const without = look()
  element.focus()
  const isOnScreen = width > 1 && bottom > 0 && top < innerHeight
  return { name, isSeen: isOnScreen && withFocus !== without }
})()`

/** Presses Tab, and answers what has the focus then. */
export async function pressTab(page: Page): Promise<Focused> {
  await page.keyboard.press('Tab')
  return page.evaluate<Focused>(readFocused)
}

/**
 * Presses Tab until what is named has the focus, and answers everything that had it on the way.
 *
 * @throws Error when it is not reached
 */
export async function tabTo(page: Page, name: string): Promise<Focused[]> {
  const way: Focused[] = []
  while (way.at(-1)?.name !== name) {
    if (way.length === 60) throw new Error(`${name} is not reached by the keyboard.`)
    way.push(await pressTab(page))
  }
  return way
}
