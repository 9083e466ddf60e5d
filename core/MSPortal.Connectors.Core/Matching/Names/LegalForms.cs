using System.Collections.Frozen;

namespace MSPortal.Connectors.Core.Matching.Names;

/// <summary>Legal forms of the world, each with the one spelling it is compared by.</summary>
internal static class LegalForms
{
    // "spelling spelling=form"; spellings of several words are joined by "_".
    private const string Table = """
        inc incorporated incorporation=inc corp corporation corporacion=corp co company cia compania companhia compagnie cie=co
        llc limited_liability_company=llc ltd limited ltda limitada lda=ltd llp lllp lp=lp pllc plc public_limited_company=plc
        pc professional_corporation=pc pa professional_association=pa psc chartered=psc
        gmbh gesellschaft_mit_beschrankter_haftung gesmbh mbh ggmbh=gmbh ag aktiengesellschaft=ag kg kgaa=kg ohg ug gbr=gbr ev eg ek=ev
        sarl sarlu=sarl sas sasu=sas sa societe_anonyme sociedad_anonima=sa snc sci scop=snc eurl=eurl
        sl slu sociedad_limitada=sl sau=sa sc scs=sc sa_de_cv=sadecv srl s_de_rl srls=srl spa=spa sapa=sapa eirl=eirl
        bv besloten_vennootschap bvba=bv nv naamloze_vennootschap naamlooze_vennootschap=nv vof cvba cv=cv vzw asbl=asbl
        ab aktiebolag publ=ab as aksjeselskap=as asa=asa aps anpartsselskab=aps ans oy oyj osakeyhtio=oy hf ehf=hf
        pty proprietary pty_ltd=ltd pte pte_ltd private_limited pvt pvt_ltd=ltd sdn bhd sdn_bhd=bhd berhad=bhd
        sp_z_oo spzoo sp_zoo zoo=spzoo sro spol_sro=sro kft zrt nyrt=kft doo dd ad ead ood eood=doo sia uab oü ou as=as
        ooo ооо=ooo oao оао=oao zao зао=zao pao пао=pao ao ао=ao ojsc ojsk open_joint_stock_company=oao pjsc jsc joint_stock_company=jsc тов тоо
        общество_с_ограниченнои_ответственностью=ooo акционерное_общество=ao публичное_акционерное_общество=pao
        открытое_акционерное_общество=oao закрытое_акционерное_общество=zao
        ae αε επε εε οε ιkε ικε epe ike=ae ike sti as_sti ltd_sti=sti tas fze fzco fz_llc dmcc wll=wll kk kabushiki_kaisha=kk gk
        pt tbk perseroan_terbatas=pt eireli=ltda me=me epp se sce ש_ש בעמ ltee limitee=ltd enr reg unlimited=unlimited
        """;

    public static readonly FrozenDictionary<string, string> Forms = Read();

    /// <summary>Forms written as part of a word without spaces, in Chinese, Japanese and Korean.</summary>
    public static readonly string[] Attached =
        ["股份有限公司", "有限责任公司", "有限公司", "公司", "株式会社", "合同会社", "有限会社", "주식회사", "유한회사"];

    /// <summary>Forms that come before the name.</summary>
    public static readonly FrozenSet<string> Leading =
        new[] { "nv", "pt", "ooo", "ооо", "oao", "оао", "zao", "зао", "pao", "пао", "ao", "ао", "ojsc", "pjsc", "jsc", "cv", "sa", "bv", "тоо", "тов", "ag", "ab" }
            .ToFrozenSet();

    /// <summary>Forms that are no other word: what follows them in the same part may be an address.</summary>
    public static readonly FrozenSet<string> Ending =
        new[] { "nv", "bv", "gmbh", "inc", "llc", "ltd", "plc", "corp", "sarl", "srl", "limited" }.ToFrozenSet();

    public static int LongestPhrase => 4;

    private static readonly FrozenSet<string> PhraseStarts =
        Forms.Keys.Where(form => form.Contains(' ', StringComparison.Ordinal)).Select(form => form.Split(' ')[0]).ToFrozenSet();

    public static bool StartsPhrase(string word) => PhraseStarts.Contains(word);

    private static FrozenDictionary<string, string> Read()
    {
        var forms = new Dictionary<string, string>();
        var waiting = new List<string>();
        foreach (var entry in Table.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = entry.Split('=');
            waiting.Add(parts[0].Replace('_', ' '));
            if (parts.Length == 2)
            {
                waiting.ForEach(spelling => forms[spelling] = parts[1]);
                waiting.Clear();
            }
        }

        waiting.ForEach(spelling => forms[spelling] = spelling);
        return forms.ToFrozenDictionary();
    }
}
