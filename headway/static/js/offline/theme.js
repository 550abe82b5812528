/* The shell is everybody's: before it is painted it takes on the theme that this device is set to. */
{
  const pair = document.cookie.split("; ").find((text) => text.startsWith("preferences="))
  let chosen = {}
  try {
    chosen = JSON.parse(decodeURIComponent(pair?.slice("preferences=".length) ?? "{}"))
  } catch {
    // A garbled cookie is as good as none.
  }
  for (const name of ["theme", "density", "motion"]) if (/^[a-z]+$/u.test(chosen[name])) document.documentElement.dataset[name] = chosen[name]
}
