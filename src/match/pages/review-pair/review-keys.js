// Single keys for reviewers: off until switched on, and remembered in this browser (WCAG 2.1.4).
const form = document.querySelector('[data-review-form]')
const help = document.querySelector('[data-review-keys]')
const box = document.querySelector('#single-keys')

if (form && help && box) {
  help.hidden = false
  box.checked = localStorage.getItem('review-keys') === 'on'
  box.addEventListener('change', () => {
    localStorage.setItem('review-keys', box.checked ? 'on' : 'off')
  })
  const choose = (value) => {
    const radio = form.querySelector(`input[name="answer"][value="${value}"]`)
    radio.checked = true
    radio.focus()
  }
  const keys = {
    s: () => choose('same'),
    n: () => choose('not-same'),
    c: () => choose('cannot-tell'),
    r: () => form.querySelector('#reason').focus(),
    k: () => form.requestSubmit(form.querySelector('button')),
  }
  document.addEventListener('keydown', (event) => {
    const { target, key } = event
    const isTyping = target.matches(
      'input:not([type="radio"]):not([type="checkbox"]), select, textarea',
    )
    if (!box.checked || isTyping || event.ctrlKey || event.altKey || event.metaKey) return
    const act = keys[key.toLowerCase()]
    if (!act) return
    event.preventDefault()
    act()
  })
}
