extension Markets {
    /// Cultures of the country that their last two letters name, and of no other (reference 10.2).
    static let ownCultures = """
        am-ET ar-AE ar-BH ar-DZ ar-EG ar-IQ ar-JO ar-KW ar-LB ar-LY ar-MA ar-OM ar-QA ar-TN ar-YE az-Latn-AZ
        be-BY bg-BG bn-BD bs-Latn-BA cs-CZ de-AT de-CH de-DE de-LI de-LU dv-MV en-AU en-BZ en-IE en-IN en-JM
        en-MY en-NZ en-PH en-SG en-TT en-ZA en-ZW es-AR es-BO es-CL es-CO es-CR es-DO es-EC es-GT es-HN
        es-MX es-NI es-PA es-PE es-PR es-PY es-SV es-US es-UY es-VE et-EE eu-ES fi-FI fo-FO fr-BE fr-CA
        fr-CH fr-LU fr-MC gl-ES ha-Latn-NG he-IL hi-IN hr-HR hu-HU hy-AM id-ID is-IS it-CH ja-JP ka-GE kk-KZ
        km-KH ko-KR ky-KG lo-LA lt-LT lv-LV mk-MK mn-MN ms-BN mt-MT ne-NP nl-BE pl-PL ps-AF pt-BR pt-CV
        ru-RU rw-RW si-LK sk-SK sl-SI sq-AL sr-Latn-ME sr-Latn-RS sr-Cyrl-RS sv-FI sw-KE tg-Cyrl-TJ th-TH
        tk-TM tr-TR uk-UA ur-PK uz-Latn-UZ vi-VN wo-SN zh-CN zh-HK zh-MO zh-SG zh-TW
        """

    /// Cultures of several countries, or of another than they name; a country's first one comes first.
    static let sharedCultures = """
        ar-SA: ER MR PS SA SO
        da-DK: DK GL
        el-GR: CY GR
        en-GB: BB BM BS BW FJ GB GH KN KY MU NA TZ UG ZM
        es-ES: ES GQ
        ca-ES: AD ES
        fr-FR: BF BI BJ BL CD CF CG CI CM DJ FR GA GF GN GP HT KM MF MG ML MQ NC NE PF PM RE TD TF TG WF YT
        it-IT: IT SM VA
        nb-NO: BV NO SJ XJ
        nl-NL: AW BQ CW NL SR XE XS
        pt-PT: AO GW MZ PT ST TL
        ro-RO: MD RO
        sv-SE: AX SE
        """

    /// Countries whose only culture is `en-US`.
    static let countriesWithoutCulture = """
        AG AI AN AQ AS BT CC CK CX DM FK FM GD GG GI GM GS GU GY HM IM IO JE KI LC LR LS MH MM MP MS MW NF
        NR NU PG PN PW SB SC SH SL SS SX SZ TC TK TO TV UM VC VG VI VU WS XK
        """

    /// The two that do without `en-US`, which every other country has beside its own cultures.
    static let countriesWithoutEnglish = "MZ SR"
}
