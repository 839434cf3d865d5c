import Commerce
import Database

extension GetQualifications: LocalRead {
    func perform(on connection: ReadConnection, _ call: LocalCall) throws -> [CustomerQualification] {
        let customer = try CustomerRecord.require(customerID, on: connection)
        return try customer.qualifications(on: connection)
    }
}

extension SetQualification: LocalWrite {
    func perform(
        on connection: WriteConnection,
        _ call: LocalCall,
        ids: inout IDSequence
    ) throws -> CustomerQualification {
        guard Qualification.settable.contains(qualification) else {
            throw MarketError(
                .invalidEnumValue,
                "the qualification \(qualification) can't be asked for",
                hint: "ask for \(Qualification.settable.map(\.rawValue).joined(separator: ", "))"
            )
        }
        guard (qualification == .governmentCommunityCloud) == (code != nil) else {
            throw MarketError(
                .invalidInput,
                "the qualification \(qualification) \(code == nil ? "needs" : "takes no") validation code",
                hint: "a validation code goes with GovernmentCommunityCloud, and with nothing else"
            )
        }
        let customer = try CustomerRecord.require(customerID, on: connection)
        // Asking again neither starts a review anew nor undoes what came of it; after a refusal it is a new question.
        if let kept = try customer.qualifications(on: connection).first(where: { $0.qualification == qualification }),
            kept.vettingStatus != .denied
        {
            return kept
        }
        let isVetted = qualification != .stateOwnedEntity
        let asked = CustomerQualification(
            qualification: qualification,
            vettingStatus: isVetted ? .inReview : nil,
            vettingCreatedDate: isVetted ? call.now : nil
        )
        try customer.save(asked, on: connection)
        return asked
    }
}

extension CustomerRecord {
    /// What the customer has asked to be taken for, and what became of it.
    func qualifications(on connection: ReadConnection) throws -> [CustomerQualification] {
        try connection.rows(
            """
            SELECT qualification, vetting_status, vetting_reason, vetting_created_at FROM qualifications
            WHERE customer_id = ? ORDER BY qualification
            """,
            [.text(id)]
        ).map { row in
            CustomerQualification(
                qualification: try row.name("qualification"),
                vettingStatus: try row.optionalText("vetting_status").map(VettingStatus.init(rawValue:)),
                vettingReason: try row.optionalText("vetting_reason"),
                vettingCreatedDate: try row.optionalTime("vetting_created_at")
            )
        }
    }

    func save(_ qualification: CustomerQualification, on connection: WriteConnection) throws {
        try connection.execute(
            """
            INSERT INTO qualifications (customer_id, qualification, vetting_status, vetting_reason, vetting_created_at)
            VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (customer_id, qualification) DO UPDATE SET vetting_status = excluded.vetting_status,
                vetting_reason = excluded.vetting_reason, vetting_created_at = excluded.vetting_created_at
            """,
            [
                .text(id), .text(qualification.qualification.rawValue), SQLValue(qualification.vettingStatus),
                SQLValue(qualification.vettingReason), SQLValue(qualification.vettingCreatedDate),
            ]
        )
    }

    /// Whether education prices are open to the customer (R-51).
    func isQualifiedForEducation(on connection: ReadConnection) throws -> Bool {
        try qualifications(on: connection).contains { $0.qualification == .education && $0.vettingStatus == .approved }
    }
}
