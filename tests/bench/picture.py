"""Charts of lines over two logarithmic axes, side by side, as SVG."""
import math
from xml.sax.saxutils import escape

WIDTH, HEIGHT, LEFT, TOP, RIGHT, BOTTOM = 640, 460, 80, 40, 20, 60
COLOURS = ["#1b6ca8", "#c0392b", "#2e8b57", "#8e44ad", "#b9770e", "#34495e", "#d35f8d"]


def decades(values):
    return math.floor(math.log10(min(values))), max(math.ceil(math.log10(max(values))), math.floor(math.log10(min(values))) + 1)


def scale(bounds, begin, end):
    """Where on the picture a value is."""
    return lambda value: begin + (math.log10(value) - bounds[0]) / (bounds[1] - bounds[0]) * (end - begin)


def axes(x, y, x_bounds, y_bounds):
    for e in range(x_bounds[0], x_bounds[1] + 1):
        yield (f'<path d="M{x(10 ** e):.1f} {TOP}V{HEIGHT - BOTTOM}" stroke="#ddd"/>'
               f'<text x="{x(10 ** e):.1f}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle">{10 ** e:,}</text>')
    for e in range(y_bounds[0], y_bounds[1] + 1):
        yield (f'<path d="M{LEFT} {y(10 ** e):.1f}H{WIDTH - RIGHT}" stroke="#ddd"/>'
               f'<text x="{LEFT - 8}" y="{y(10 ** e) + 4:.1f}" text-anchor="end">{10 ** e:g}</text>')


def curve(points, colour, number, name):
    yield (f'<polyline fill="none" stroke="{colour}" stroke-width="2" points="' +
           " ".join(f"{x:.1f},{y:.1f}" for x, y in points) + '"/>')
    for x, y in points:
        yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{colour}"/>'
    yield f'<text x="{LEFT + 12}" y="{TOP + 18 + 17 * number}" fill="{colour}">{escape(name)}</text>'


def panel(title, x_title, y_title, lines):
    x_bounds = decades([x for points in lines.values() for x, _ in points])
    y_bounds = decades([y for points in lines.values() for _, y in points])
    x, y = scale(x_bounds, LEFT, WIDTH - RIGHT), scale(y_bounds, HEIGHT - BOTTOM, TOP)
    yield from axes(x, y, x_bounds, y_bounds)
    for i, (name, points) in enumerate(lines.items()):
        yield from curve([(x(a), y(b)) for a, b in points], COLOURS[i % len(COLOURS)], i, name)
    yield (f'<text x="{LEFT}" y="24" font-weight="bold">{escape(title)}</text>'
           f'<text x="{(LEFT + WIDTH - RIGHT) / 2}" y="{HEIGHT - 15}" text-anchor="middle">{escape(x_title)}</text>'
           f'<text x="18" y="{HEIGHT / 2}" text-anchor="middle" transform="rotate(-90 18 {HEIGHT / 2})">{escape(y_title)}</text>')


def write(path, panels):
    """panels: (title, x title, y title, {name: [(x, y), ...]}), all values above zero."""
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH * len(panels)} {HEIGHT}" font-family="sans-serif" font-size="13">',
           f'<rect width="{WIDTH * len(panels)}" height="{HEIGHT}" fill="white"/>']
    for i, what in enumerate(panels):
        out += [f'<g transform="translate({WIDTH * i} 0)">', *panel(*what), "</g>"]
    with open(path, "w", encoding="utf-8") as f:
        f.write("\n".join(out + ["</svg>"]) + "\n")
