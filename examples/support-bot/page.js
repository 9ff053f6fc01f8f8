// In the browser: ask, show the answer, send the thumb with the token that came with it.

import { sendFeedback } from '/trimtab.js'

const form = document.querySelector('form')
const answer = document.querySelector('#answer')
const rating = document.querySelector('#rating')
const thanks = rating.querySelector('span')
let current = null

form.addEventListener('submit', async (event) => {
  event.preventDefault()
  const response = await fetch(`/ask?${new URLSearchParams(new FormData(form))}`)
  current = await response.json()
  answer.textContent = current.text
  thanks.textContent = ''
  rating.hidden = false
})

rating.addEventListener('click', async ({ target }) => {
  if (!target.value) return
  const isSent = await sendFeedback(current.token, {
    kind: 'thumbs',
    value: target.value === 'up',
    url: current.collector,
  })
  thanks.textContent = isSent ? 'Thank you.' : 'That did not arrive.'
})
