package io.unifiedtls.test.differential;
import java.util.*;
final class Observe {
    public static void main(String[] args) throws Exception {
        java.util.logging.LogManager.getLogManager().reset();
        long begin = System.nanoTime();
        for (var family : Family.all()) {
            if (args.length > 0 && !family.title().matches(args[0])) continue;
            System.out.println("# " + family.title());
            for (var b : family.behaviours()) {
                var cells = new LinkedHashMap<String,String>();
                for (var s : Subject.values()) {
                    String o;
                    try { o = b.observe(s); } catch (Throwable t) { o = "THROWS " + t; if (args.length > 1) t.printStackTrace(); }
                    cells.put(s.label(), o);
                }
                if (new HashSet<>(cells.values()).size() == 1) System.out.println("= " + b.title() + ": " + cells.get("jsse"));
                else { System.out.println("! " + b.title()); cells.forEach((k,v) -> System.out.println("      " + k + ": " + v)); }
            }
            System.out.println("time " + (System.nanoTime()-begin)/1000000);
        }
    }
}
