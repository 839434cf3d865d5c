public import CLuaShim

/// How scripts see the objects of one class: a name and members.
///
/// A type lives as long as the process, so make it once: `static let luaType = LuaType(…)`.
@safe public final class LuaType: Sendable {
    /// What errors and `tostring` call an object of this type.
    public let name: String
    @usableFromInline nonisolated(unsafe) let raw: UnsafeMutablePointer<shim_type>
    private let typed: @Sendable (UnsafeRawPointer) -> any LuaObject

    /// Describes a class. Members with the same name: the last one counts.
    public init<Object: LuaObject>(_ name: String, of: Object.Type, members: [LuaMember<Object>]) {
        self.name = name
        unsafe typed = { unsafe Unmanaged<Object>.fromOpaque($0).takeUnretainedValue() }
        let list = UnsafeMutablePointer<shim_member>.allocate(capacity: members.count)
        for (index, member) in members.enumerated() {
            let binding = HostFunction(member.name, skipping: member.kind.hiddenArguments, body: member.body)
            unsafe (list + index).initialize(
                to: shim_member(
                    name: immortal(member.name),
                    kind: member.kind.code,
                    binding: binding.immortalBinding(),
                    setter: unsafe member.setter.map {
                        unsafe HostFunction(member.name, skipping: 2, body: $0).immortalBinding()
                    }
                )
            )
        }
        unsafe raw = .allocate(capacity: 1)
        unsafe raw.initialize(
            to: shim_type(name: immortal(name), members: list, count: Int32(members.count), context: nil)
        )
        // Metatables and objects of any state may name the type by its address.
        unsafe raw.pointee.context = Unmanaged.passRetained(self).toOpaque()
    }

    func object(at address: UnsafeRawPointer) -> any LuaObject { unsafe typed(address) }

    static func of(_ raw: UnsafePointer<shim_type>) -> LuaType {
        unsafe Unmanaged<LuaType>.fromOpaque(raw.pointee.context.unsafelyUnwrapped).takeUnretainedValue()
    }
}

extension LuaMemberKind {
    var code: Int32 {
        switch self {
        case .field: Int32(SHIM_FIELD)
        case .method: Int32(SHIM_METHOD)
        case .event: Int32(SHIM_EVENT)
        case .fallback: Int32(SHIM_FALLBACK)
        }
    }

    /// The object itself is no argument of a method.
    var hiddenArguments: Int32 {
        switch self {
        case .field, .method, .fallback: 1
        case .event: 0
        }
    }
}
