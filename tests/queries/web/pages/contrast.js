// The texts of a page whose contrast with what lies behind them is less than WCAG AA asks for.
() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  function rgba(colour) {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [red, green, blue, alpha] = canvas.getImageData(0, 0, 1, 1).data;
    return [red, green, blue, alpha / 255];
  }
  function over(top, under) {
    return [0, 1, 2].map((part) => top[part] * top[3] + under[part] * (1 - top[3]));
  }
  function behind(element) {
    const layers = [];
    for (let at = element; at; at = at.parentElement) { layers.push(rgba(getComputedStyle(at).backgroundColor)); }
    return layers.reverse().reduce((under, top) => over(top, under), [255, 255, 255]);
  }
  function light(colour) {
    const [red, green, blue] = colour.map((part) => part / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  }
  const weak = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    const text = walker.currentNode.textContent.trim();
    if (!text || !element.checkVisibility() || element.closest("svg, .unseen, .skip, title, option")) { continue; }
    const style = getComputedStyle(element);
    const ground = behind(element);
    const [one, other] = [light(over(rgba(style.color), ground)), light(ground)];
    const contrast = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    const large = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.66 && parseInt(style.fontWeight, 10) >= 700);
    if (contrast < (large ? 3 : 4.5)) { weak.push(`${contrast.toFixed(2)} ${element.tagName}.${element.className} ${text.slice(0, 30)}`); }
  }
  return weak;
}
