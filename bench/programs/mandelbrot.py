# Float arithmetic in nested loops.
def mandelbrot(w, h, limit):
    total = 0
    for py in range(h):
        y0 = py / h * 2.0 - 1.0
        for px in range(w):
            x0 = px / w * 3.0 - 2.0
            x = y = 0.0
            n = 0
            while n < limit:
                xx, yy = x * x, y * y
                if xx + yy > 4.0:
                    break
                y = 2.0 * x * y + y0
                x = xx - yy + x0
                n += 1
            total += n
    return total

print(mandelbrot(320, 240, 200))
