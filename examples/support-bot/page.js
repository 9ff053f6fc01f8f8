// In the browser: ask, show the answer, and hand the token that came with it to the element that rates it.

import '/trimtab.js'

const form = document.querySelector('form')
const answer = document.querySelector('#answer')
const rating = document.querySelector('trimtab-feedback')

form.addEventListener('submit', async (event) => {
  event.preventDefault()
  const response = await fetch(`/ask?${new URLSearchParams(new FormData(form))}`)
  const { text, token, collector } = await response.json()
  answer.textContent = text
  rating.setAttribute('url', collector)
  rating.setAttribute('token', token)
  rating.hidden = false
})
