import Commerce
import Database

/// A kind of list that can be read into the catalogue.
protocol ListImport: Sendable {
    /// What has to be known of the whole list before the first row can be taken.
    associatedtype Survey: Sendable

    var sources: [ListSource] { get }

    /// How often the list is read.
    static var passes: Int { get }

    /// Looks through the list. Refuses what is no such list before anything is written.
    func survey(_ watch: ImportWatch) throws -> Survey

    /// Puts the list into the catalogue.
    func run(
        _ survey: Survey,
        into catalogue: CatalogueWriter,
        ids: inout IDSequence,
        _ watch: ImportWatch
    ) throws -> ImportReport
}

extension LocalMarket {
    /// Reads the public retail price list into the catalogue, in one transaction.
    ///
    /// - Parameter progress: Called after each quarter of a megabyte, on whatever thread reads.
    /// - Throws: ``ImportError`` for a file that can't be read or is no such list, `CancellationError` where the task was
    ///   cancelled, ``MarketError`` where the store failed; in each case the catalogue is as it was.
    @discardableResult
    public func read(
        _ list: RetailImport,
        progress: @escaping @Sendable (ImportProgress) -> Void = { _ in }
    ) async throws -> ImportReport {
        try await take(list, progress)
    }

    /// Reads partner price sheets into the catalogue, in one transaction.
    ///
    /// - Parameter progress: Called after each quarter of a megabyte, on whatever thread reads.
    /// - Throws: ``ImportError`` for a file that can't be read or is no such sheet, `CancellationError` where the task was
    ///   cancelled, ``MarketError`` where the store failed; in each case the catalogue is as it was.
    @discardableResult
    public func read(
        _ sheets: PriceSheetImport,
        progress: @escaping @Sendable (ImportProgress) -> Void = { _ in }
    ) async throws -> ImportReport {
        try await take(sheets, progress)
    }

    private func take<List: ListImport>(
        _ list: List,
        _ progress: @escaping @Sendable (ImportProgress) -> Void
    ) async throws -> ImportReport {
        let size = try list.sources.reduce(0) { try $0 + $1.size }
        let watch = ImportWatch(totalBytes: size * List.passes, progress)
        return try await withTaskCancellationHandler {
            let survey = try list.survey(watch)
            return try await store.write { connection, _, ids in
                try list.run(survey, into: CatalogueWriter(on: connection), ids: &ids, watch, after: size)
            }
        } onCancel: {
            watch.cancel()
        }
    }
}

extension ListImport {
    /// The pass that writes, after the one that surveyed, and how many rows it saw.
    fileprivate func run(
        _ survey: Survey,
        into catalogue: CatalogueWriter,
        ids: inout IDSequence,
        _ watch: ImportWatch,
        after size: Int
    ) throws -> ImportReport {
        watch.startPass(after: size * (Self.passes - 1))
        var report = try run(survey, into: catalogue, ids: &ids, watch)
        report.rows = watch.rows
        return report
    }
}
