/// Arguments that may be left out: nil when they are nil or not given; another kind is still an error.
extension LuaCall {
    public func integer(ifAt position: Int) throws -> Int64? { isNil(at: position) ? nil : try integer(at: position) }
    public func number(ifAt position: Int) throws -> Double? { isNil(at: position) ? nil : try number(at: position) }
    public func boolean(ifAt position: Int) throws -> Bool? { isNil(at: position) ? nil : try boolean(at: position) }
    public func text(ifAt position: Int) throws -> String? { isNil(at: position) ? nil : try text(at: position) }
    public func bytes(ifAt position: Int) throws -> [UInt8]? { isNil(at: position) ? nil : try bytes(at: position) }
    public func function(ifAt position: Int) throws -> LuaFunction? {
        isNil(at: position) ? nil : try function(at: position)
    }
    public func object<Object: LuaObject>(ifAt position: Int, as type: Object.Type = Object.self) throws -> Object? {
        isNil(at: position) ? nil : try object(at: position, as: type)
    }
}
