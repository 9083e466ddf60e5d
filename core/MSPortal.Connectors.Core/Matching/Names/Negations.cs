using System.Collections.Frozen;

namespace MSPortal.Connectors.Core.Matching.Names;

/// <summary>
/// Words by which a name says who is not meant, or no longer. They are also words of honest names ("Ex Libris", "Without Walls"),
/// so they only ever hold a match.
/// </summary>
internal static class Negations
{
    private static readonly FrozenSet<string> Words = WordLists.Set("""
        not no non none nor neither never cannot isnt arent dont doesnt without wo except excepted excepting exception exceptions exc
        exclude excluded excludes excluding exclusion exclusions excl but anti ex former formerly fka previously than minus sans besides
        apart unlike versus vs against outside ignore ignored omit omitted
        ohne kein keine keinen keiner keines keinem nicht nie ausser aussen ausgenommen ausschliesslich ausgeschlossen exkl exklusive ehemals ehemalig
        ehemalige ehemaliger ehemaliges fruher fruhere fruherer vormals
        sauf hors hormis excepte exceptes pas aucun aucune ancien ancienne anciens anciennement exclu exclus excluant
        sin excepto exceptuando salvo menos excluido excluidos excluyendo ningun ninguna antiguo antigua exempresa
        sem nao exceto fora nenhum nenhuma antigo antiga excluindo
        senza tranne eccetto escluso esclusi esclusa escluse meno nessun nessuno nessuna fuori
        zonder geen niet behalve uitgezonderd uitgesloten exclusief voormalig voormalige vroegere
        utan inte ej icke utom forutom undantaget undantag tidigare ingen inga uden ikke undtagen undtaget unntatt uten tidligere
        ilman paitsi entinen lukuunottamatta
        bez nie oprocz poza wyjatkiem byly krome mimo nem kivevo kiveve nelkul volt fara nu haric degil
        без не кроме бывший бывшая бывшие крім окрім колишній χωρισ χωρίσ εκτοσ οχι πρωην
        """);

    /// <summary>The word at this place is one; "No. 5" is a number.</summary>
    public static bool IsAt(Word[] words, int at) => Words.Contains(words[at].Text)
        && !(words[at].Text is "no" && at + 1 < words.Length && words[at + 1].Kind is WordKind.Number);

    public static bool Has(string word) => Words.Contains(word);
}
