import Commerce
import Compra
import FoundationEssentials
import LocalMarket

/// Where a local market is kept.
struct MarketPlace: Sendable {
    let location: StoreLocation

    /// Whether it is the project's own place, whose folder is made where it is missing.
    let isOfProject: Bool

    /// The market there. Making it touches nothing.
    func market(founding: MarketFounding) -> LocalMarket {
        LocalMarket(store: location, founding: founding)
    }

    /// The file; nil for a market in memory.
    var file: String? {
        guard case .sqlite(let path) = location else { return nil }
        return path
    }

    /// Refuses a place without a file where there should be one; what is on a server shows when it is opened.
    ///
    /// - Throws: ``Problem`` with the exit code 64.
    func requireMarket() throws {
        guard let file, !FileManager.default.fileExists(atPath: file) else { return }
        throw Problem.usage("there is no market at \(file)", hint: "name the store of a market")
    }

    /// Makes the project's folder where it is missing.
    ///
    /// - Throws: ``MarketError``, which scripts can see, where it can't be made.
    func makeFolder() throws {
        guard isOfProject, let file, let slash = file.lastIndex(of: "/") else { return }
        let folder = String(file[..<slash])
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw MarketError(
                .unexpected,
                "the folder \(folder) can't be made: \(error.reason)",
                hint: "make its place writable, or keep the market elsewhere: --store sqlite:PATH"
            )
        }
    }
}
