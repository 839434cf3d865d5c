public import Database
import Foundation
import Synchronization

/// Where tests keep stores: in memory or in files, or, with `COMPRA_TEST_STORE=postgresql` in the environment, in a
/// PostgreSQL server that the test run starts for itself. Tests are the same for both.
public enum TestStores {
    public static let arePostgreSQL = ProcessInfo.processInfo.environment["COMPRA_TEST_STORE"] == "postgresql"

    private static let count = Atomic(0)

    /// The address of a place in PostgreSQL that nothing is kept at yet.
    public static func freshAddress() throws -> String {
        let number = count.add(1, ordering: .relaxed).newValue
        return try PostgreSQLCluster.shared.address + "&schema=test_\(number)"
    }

    /// A place in PostgreSQL that nothing is kept at yet.
    public static func freshSchema() throws -> StoreLocation { try StoreLocation(freshAddress()) }

    /// A place that nothing is kept at yet, and that one store uses at a time.
    public static func fresh() -> StoreLocation {
        do {
            return arePostgreSQL ? try freshSchema() : .memory
        } catch {
            fatalError("\(error)")
        }
    }
}
