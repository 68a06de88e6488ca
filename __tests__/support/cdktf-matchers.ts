import "cdktf/lib/testing/adapters/jest";
import { Testing } from "cdktf";

// In each file that asks for them: a file that doesn't need cdktf is spared loading it.
Testing.setupJest();
