/// Certificates that nobody trusts, with their keys: made for these tests, and for nothing else.
enum TestCertificate {
    static let pem = """
        -----BEGIN CERTIFICATE-----
        MIIDDzCCAfegAwIBAgIUS9UVk66XqKjAz8LGCenLNz7SvwcwDQYJKoZIhvcNAQEL
        BQAwFjEUMBIGA1UEAwwLY29tcHJhLXRlc3QwIBcNMjYxMTIzMjMwNTE2WhgPMjEy
        NjEwMzAyMzA1MTZaMBYxFDASBgNVBAMMC2NvbXByYS10ZXN0MIIBIjANBgkqhkiG
        9w0BAQEFAAOCAQ8AMIIBCgKCAQEA7lPm86txZeD892fyZKWkPHC026n9eGaUBjDi
        uuffjofBmX5mQ7NbaEbR6QRx2NNqY8lhOGawCMGWn84B2vX3lw7kw7JfSiLM2Xl7
        uxYeu2b8Trwij3537geIEJaeIuE98RZIuqdvjvcywsICdVlCesWrTtHH2gtDYfnY
        z48kvFpL32paRAaJvi+YHHp0FWSTzvd8ANriALEzGALUcydlsh+XtjnGyvYdTexU
        2Z5yV5cY67xLW0/2V85l/h8Qdh6nBIdY2NiXK3wixXZMlD04x64sDgDndyJLcPHf
        X0Y5UaJcB0su2ohO4910j7hFPNqLV0wr3XIwT7Df5uZ6dM33TQIDAQABo1MwUTAd
        BgNVHQ4EFgQUg+u1ZFaWDLLrockvtwZIWYJ1wS0wHwYDVR0jBBgwFoAUg+u1ZFaW
        DLLrockvtwZIWYJ1wS0wDwYDVR0TAQH/BAUwAwEB/zANBgkqhkiG9w0BAQsFAAOC
        AQEARzy6J/MmubwoUBjyr0TBVqrXQNSaJTI6APPt/ThnRDdbrFffQ80Z9N2N3A8v
        187cH3g3k41N1iWUuGQ/R5Ck+IehyV63Iy2thTz3pyB3GjxV1kvQ22HY7UCDmV+u
        0sy4WoIZilTJq9iyu5XhF/Q6J3KIWQ9pzRxGo7UBdftl/3+pjjOgj8pF0unA77MW
        PUG60SBVP9xoDaIQr06xA/0iTvsqamvtcW3bCCyq987+oFMFiwn9vZP5BC/LQadf
        tZopNeO0WPZKUoezOEEmPCmm2rcSWp48tiJU8vkBeqszIYEjpsA69ep4apjQEmTH
        LiObr4GHPeyb4kiwDPuohGSyeg==
        -----END CERTIFICATE-----
        """

    static let key = """
        -----BEGIN PRIVATE KEY-----
        MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQDuU+bzq3Fl4Pz3
        Z/JkpaQ8cLTbqf14ZpQGMOK659+Oh8GZfmZDs1toRtHpBHHY02pjyWE4ZrAIwZaf
        zgHa9feXDuTDsl9KIszZeXu7Fh67ZvxOvCKPfnfuB4gQlp4i4T3xFki6p2+O9zLC
        wgJ1WUJ6xatO0cfaC0Nh+djPjyS8WkvfalpEBom+L5gcenQVZJPO93wA2uIAsTMY
        AtRzJ2WyH5e2OcbK9h1N7FTZnnJXlxjrvEtbT/ZXzmX+HxB2HqcEh1jY2JcrfCLF
        dkyUPTjHriwOAOd3Iktw8d9fRjlRolwHSy7aiE7j3XSPuEU82otXTCvdcjBPsN/m
        5np0zfdNAgMBAAECggEAXIEhc/PYBHizB16H1Wv7luASOu68rOZ3zv1bi7tjaOGl
        kevfSqjLsmpGoICypbvNoCSygR9OdV+alLVzv+bXroC/53uNA+wFAeZm0aOQ0yFy
        jib07Shj6XZv6Cxl/djaX4DMQvKpWN73C2Qdayn1pUyjJOlE/ot/oIBHGK0RT6+m
        xVXQK53LN0mIV891wlglr6rV0Fpc8vacAewsY+mqIcKGCdM5/yvV9EPqQqxBB9cI
        vqjroweiCP3UlDgIYWIw+Iaa4LXPoobQz5/+M0Fam01o8e8tq9mHzwurNyCGuXDl
        A/6XG/AY/YG4aAHcMQE2R0fpygErAdTsjKxIZWqbKwKBgQD/uTzFyCO/+G2VKE8V
        5Hl6rWJ3jSuGxqeW2Z8B5p2Tp+xIuEB6NrZbvhs+63M8ifLYvEHvG7CWZP2SZxhC
        aAUrp/C+mZXVphyWfBIC+qOX4UZKN+p/P5HvwQ+QyEP0Aw7n3yg9YLQ9LEJfMl4Q
        BIJfFYxz5mFo3pUIVbKCi5lN6wKBgQDuldnfpZDZiB5+BYQ4o8Ic2gXMaMYiBn1g
        HeG7yy4xgvm651E+gXtJqOCLJLwpyoVqBOGEZh07qXONwt5nBuSgugfaNHchQ+7v
        TkowRtq1P2P1tX/a+vErzWWFtO+5eDljMLCSPG59eaU3+iKJm2tWMW70i6OZ1ly3
        DMECCxSppwKBgG4WG2B1kVZSJzKgALPHALjcLViUEFnb6UeadcZGti1bi++eSjuS
        lByYkXgbuickp8O//45k2DdWUIcXFK15xEgP6ybSTVuFQCdUUBiyN3zpwO2wdqXD
        Axs4fG/ylrZUHrWZLuSFXfI7vHLo5u90UX+HckhutB6GO5gz9D4YxK1zAoGAUUbv
        YAcRH2oFqTzL3Fe9KwMC8q3GwZSgZXwIiGchJ3DNDmT7AmYtz9weEojDKSF67bEX
        +ninAMorOWHnTgXFIRP+1NEGvGheH1v2XhflLdWYgf4AvmK6ggeIzFHlULOqKSZP
        IKJBqbElHbqyxVoS6NwSRnDDnQavsxQ/NCj+MwUCgYEA4rola6lJr5py7Qxgvn/B
        zRro9C6U1qICIOf8DNIb88T6aJlqFltB0KGE8wqTPnYuW28pejfyAN4O+VsRjro2
        0PutdHq+soXbDR0NCwSm1AtIeAEcKQ32O9mgvcRHc+6GmMj3vqc8hF2oX2uNs+tW
        jPK5lxBAyib8U0oF9L6owHs=
        -----END PRIVATE KEY-----
        """

    /// Another one, for `localhost` and 127.0.0.1.
    static let localPEM = """
        -----BEGIN CERTIFICATE-----
        MIIBmjCCAUGgAwIBAgIUTBSGr6E7E3JVMhBHNDpP/Dq6u8owCgYIKoZIzj0EAwIw
        FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEzMDE4MTEwMFoYDzIxMjYxMTA2
        MTgxMTAwWjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
        PQMBBwNCAASA3F8HQAsm3H9vvlMX8qMIGrfdT6rXpf1Y5QL01bDp06SA1+acfDA5
        S8LW2ePspCmuVQ8VYGppznEHLAQqY92go28wbTAdBgNVHQ4EFgQUR5cJaD/yddaQ
        Fqjmr81UfOKygTQwHwYDVR0jBBgwFoAUR5cJaD/yddaQFqjmr81UfOKygTQwDwYD
        VR0TAQH/BAUwAwEB/zAaBgNVHREEEzARgglsb2NhbGhvc3SHBH8AAAEwCgYIKoZI
        zj0EAwIDRwAwRAIgGe+h06G0jBm7uxkaHJJnQ/BF3xlZyNJmTxaAi/tRIBACIGiQ
        /i1P2ufv7xj/eXaFKInTcm783MHViACZOIbyYrso
        -----END CERTIFICATE-----
        """

    static let localKey = """
        -----BEGIN PRIVATE KEY-----
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg3VRwm0k07PLTV7UX
        T56XvY9ekKthxiCMsWQmUhQ00C+hRANCAASA3F8HQAsm3H9vvlMX8qMIGrfdT6rX
        pf1Y5QL01bDp06SA1+acfDA5S8LW2ePspCmuVQ8VYGppznEHLAQqY92g
        -----END PRIVATE KEY-----
        """
}
