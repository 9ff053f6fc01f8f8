// The mark: a T as a tiller and a rudder, with the tab set over. The tab is the only coloured part.

export function Logo() {
  return (
    <svg class="logo" width="22" height="22" viewBox="0 0 24 24" aria-hidden="true">
      <path d="M3 2.5H21V6.9H13.7V21.5H10.3Q8.3 21.5 8.3 19.5V6.9H3Z" fill="currentColor" />
      <path class="logo-tab" d="M15.3 10.4 20.9 18.6 15.3 21.5Z" />
    </svg>
  )
}
