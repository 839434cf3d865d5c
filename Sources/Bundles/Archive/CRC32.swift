/// The checksum of ZIP's entries (ISO 3309), four bytes at a time. It finds accidents; digests find intent.
enum CRC32 {
    private static let tables: [[UInt32]] = {
        var tables = [[UInt32]](repeating: [UInt32](repeating: 0, count: 256), count: 4)
        for index in 0..<256 {
            tables[0][index] = (0..<8).reduce(UInt32(index)) { sum, _ in
                sum & 1 == 1 ? 0xEDB8_8320 ^ sum >> 1 : sum >> 1
            }
        }
        for table in 1..<4 {
            for index in 0..<256 {
                let before = tables[table - 1][index]
                tables[table][index] = before >> 8 ^ tables[0][Int(before & 0xFF)]
            }
        }
        return tables
    }()

    static func checksum(of bytes: [UInt8]) -> UInt32 {
        let (t0, t1, t2, t3) = (tables[0], tables[1], tables[2], tables[3])
        var sum = ~UInt32(0)
        var place = 0
        while place + 4 <= bytes.count {
            sum ^=
                UInt32(bytes[place]) | UInt32(bytes[place + 1]) << 8 | UInt32(bytes[place + 2]) << 16
                | UInt32(bytes[place + 3]) << 24
            sum = t3[Int(sum & 0xFF)] ^ t2[Int(sum >> 8 & 0xFF)] ^ t1[Int(sum >> 16 & 0xFF)] ^ t0[Int(sum >> 24)]
            place += 4
        }
        while place < bytes.count {
            sum = sum >> 8 ^ t0[Int((sum ^ UInt32(bytes[place])) & 0xFF)]
            place += 1
        }
        return ~sum
    }
}
