"""What a page looks like in headless Chromium: whether it fits, can be read and is walked in order."""
import re
import subprocess


def run(*words, **options):
    return subprocess.run(words, check=True, capture_output=True, text=True, **options)


MEASURE = """<script>
  const problems = [];
  const width = document.documentElement.scrollWidth;
  if (width > innerWidth) problems.push("it is " + width + " wide in " + innerWidth);
  const canvas = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
  function rgb(colour) {
    canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
    return canvas.getImageData(0, 0, 1, 1).data;
  }
  function light(c) {
    const [r, g, b] = [c[0], c[1], c[2]].map(v => (v /= 255) <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4);
    return .2126 * r + .7152 * g + .0722 * b;
  }
  function ground(element) {
    for (let e = element; e; e = e.parentElement) {
      const c = rgb(getComputedStyle(e).backgroundColor);
      if (c[3] > 200) return c;
    }
    return rgb(getComputedStyle(document.documentElement).colorScheme.includes("dark")
      && matchMedia("(prefers-color-scheme: dark)").matches ? "#000" : "#fff");
  }
  const seen = new Set();
  for (const element of document.querySelectorAll("body *")) {
    const text = [...element.childNodes].some(n => n.nodeType === 3 && n.data.trim());
    const box = element.getBoundingClientRect();
    if (!text || !box.width || !box.height || element.closest("[aria-hidden], .skip, caption")) continue;
    const style = getComputedStyle(element);
    const [a, b] = [light(rgb(style.color)), light(ground(element))];
    const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
    const large = parseFloat(style.fontSize) >= 24;
    const name = element.tagName + "." + element.className;
    if (ratio < (large ? 3 : 4.5) && !seen.has(name)) {
      seen.add(name); problems.push(name + " has a contrast of " + ratio.toFixed(2));
    }
  }
  const marks = ["header", "main", "footer", "nav[aria-label]"];
  for (const mark of marks) if (!document.querySelector(mark)) problems.push("no " + mark);
  const order = [...document.querySelectorAll("a[href], input, summary")].filter(e => e.offsetParent);
  if (!order[0] || order[0].className !== "skip") problems.push("the first stop is not the way to the text");
  if (document.querySelector("[tabindex]")) problems.push("the order of stops is changed");
  parent.postMessage(problems.join("; ") || "none", "*");
</script>"""

# A window cannot be as narrow as a phone; a frame in it can.
FRAME = """<!DOCTYPE html><script>
  addEventListener("message", e => document.documentElement.dataset.problems = e.data);
</script><iframe src="measured.html" width="{width}" height="900" style="border: 0"></iframe>"""


def problems(text, folder, width, scheme, script=MEASURE):
    """What is wrong with a page at a width, in a colour scheme: `None` where nothing is."""
    copy = folder / "measured.html"
    text = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", text)
    copy.write_text(text.replace("</body>", script + "</body>"))
    frame = folder / "frame.html"
    frame.write_text(FRAME.format(width=width))
    result = run(
        "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--window-size=1400,1000",
        f"--blink-settings=preferredColorScheme={0 if scheme == 'dark' else 1}",
        f"--user-data-dir={folder}/profile", "--virtual-time-budget=2000", "--dump-dom",
        frame.as_uri())
    found = re.search(r'data-problems="([^"]*)"', result.stdout)
    if not found:
        return "not measured"
    return None if found[1] == "none" else found[1]
