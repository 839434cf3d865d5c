print("compra")
